"""The sandbox: social networks and AI providers as one local server with their real protocols."""
