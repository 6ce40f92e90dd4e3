"""Passwords cost an attacker memory, and a login rush not the machine."""

from sangkien.project.hashers import Argon2Hasher


def test_password_is_argon2id_at_the_recommended_minimum() -> None:
    encoded = Argon2Hasher().encode("mật khẩu", "a-salt-of-some-length")

    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2Hasher().verify("mật khẩu", encoded)
    assert not Argon2Hasher().verify("mat khau", encoded)
