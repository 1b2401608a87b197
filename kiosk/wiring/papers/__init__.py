"""``kiosk ticket``: what the printer is sent and what people hold in their hands, without a printer."""
