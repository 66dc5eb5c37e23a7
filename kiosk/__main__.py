"""`python -m kiosk` is `daybreak`."""

from kiosk.cli import main

if __name__ == "__main__":
    main()
