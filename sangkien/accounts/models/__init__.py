from sangkien.accounts.models.closing import AccountJoin, AccountLock
from sangkien.accounts.models.sign_in_try import SignInTry
from sangkien.accounts.models.user import User

__all__ = ["AccountJoin", "AccountLock", "SignInTry", "User"]
