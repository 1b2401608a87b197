"""Sealed dossiers waiting for the ward: entries, back-off, sending."""
