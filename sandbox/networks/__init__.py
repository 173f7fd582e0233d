"""The social networks the sandbox plays, one sub-package each."""
