"""The only place where real parts are built and joined."""
