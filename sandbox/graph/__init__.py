"""What Facebook, Instagram and Threads have in common: the Graph API's envelope, log-in, pull of media, containers."""
