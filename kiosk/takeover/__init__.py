"""Who a helper is and how long they may act in a visit: roster, badge and PIN, lease, audit."""
