"""Staff accounts: passwords, second factors, and the sessions of signed-in browsers."""

from sync.service.accounts.passwords import PasswordError, check_password, hash_password
from sync.service.accounts.sessions import revoke_sessions, sign_in, sign_out

__all__ = ["PasswordError", "check_password", "hash_password", "revoke_sessions", "sign_in", "sign_out"]
