"""A finished application: sealed to the ward, signed by the kiosk, answered by the desk's signed receipt."""
