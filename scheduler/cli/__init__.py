"""The `oraux` command: each verb is a file, loaded when it is asked for."""
