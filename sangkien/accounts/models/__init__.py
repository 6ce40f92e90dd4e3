from sangkien.accounts.models.closing import AccountJoin, AccountLock
from sangkien.accounts.models.one_time_code import OneTimeCode
from sangkien.accounts.models.pin import Pin
from sangkien.accounts.models.session import Session
from sangkien.accounts.models.sign_in_try import SignInTry
from sangkien.accounts.models.user import User

__all__ = ["AccountJoin", "AccountLock", "OneTimeCode", "Pin", "Session", "SignInTry", "User"]
