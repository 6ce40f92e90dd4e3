from sangkien.accounts.models.sign_in_try import SignInTry
from sangkien.accounts.models.user import User

__all__ = ["SignInTry", "User"]
