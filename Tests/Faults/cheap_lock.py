"""Closes a kit's lock anew with secrets that cost nothing to check, so that a round is not spent on scrypt. Written from
Documentation/Journal.md alone: that the kit still opens is one more check of that page."""

import base64
import ctypes
import ctypes.util
import hashlib
import hmac
import json
import os

COST = {"n": 16, "r": 1, "p": 1}
_crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
for _name in ("EVP_CIPHER_CTX_new", "EVP_aes_256_gcm"):
    getattr(_crypto, _name).restype = ctypes.c_void_p


def gcm(key, nonce, text, label, tag=None):
    """AES-256-GCM by OpenSSL. Without a tag it encrypts and gives ciphertext and tag; with one it decrypts."""
    context = ctypes.c_void_p(_crypto.EVP_CIPHER_CTX_new())
    out, size = ctypes.create_string_buffer(len(text) + 16), ctypes.c_int()
    encrypts = int(tag is None)
    ok = _crypto.EVP_CipherInit_ex(
        context, ctypes.c_void_p(_crypto.EVP_aes_256_gcm()), None, key, nonce, encrypts)
    ok &= _crypto.EVP_CipherUpdate(context, None, ctypes.byref(size), label, len(label))
    ok &= _crypto.EVP_CipherUpdate(context, out, ctypes.byref(size), text, len(text))
    if not encrypts:
        ok &= _crypto.EVP_CIPHER_CTX_ctrl(context, 0x11, 16, tag)
    rest = ctypes.c_int()
    ok &= _crypto.EVP_CipherFinal_ex(context, ctypes.byref(out, size.value), ctypes.byref(rest))
    assert ok == 1, "the lock does not open"
    found = out.raw[:len(text)]
    if encrypts:
        made = ctypes.create_string_buffer(16)
        assert _crypto.EVP_CIPHER_CTX_ctrl(context, 0x10, 16, made) == 1
        found += made.raw
    _crypto.EVP_CIPHER_CTX_free(context)
    return found


def hkdf(material, label):
    """HKDF-SHA256 (RFC 5869), no salt, 32 bytes."""
    key = hmac.digest(bytes(32), material, "sha256")
    return hmac.digest(key, label + b"\x01", "sha256")


def scrypt(secret, row):
    cost = row["scrypt"]
    return hashlib.scrypt(secret.encode(), salt=base64.b64decode(row["salt"]), n=cost["n"], r=cost["r"], p=cost["p"],
                          maxmem=1 << 29, dklen=32)


def unwrap(row, label, secret, day=b""):
    label = f"amtskoffer-lock-1 {label}".encode()
    wrapped = base64.b64decode(row["wrapped"])
    return gcm(hkdf(day + scrypt(secret, row), label), wrapped[:12], wrapped[12:44], label, wrapped[44:])


def wrap(key, label, secret, day=b""):
    row = {"scrypt": COST, "salt": base64.b64encode(os.urandom(16)).decode()}
    label = f"amtskoffer-lock-1 {label}".encode()
    nonce = os.urandom(12)
    row["wrapped"] = base64.b64encode(nonce + gcm(hkdf(day + scrypt(secret, row), label), nonce, key, label)).decode()
    return row


def make_cheap(path, passphrase, clerk, code, secret):
    """The same keys under the same passphrase; the clerk has her secret instead of the one-time code."""
    box = json.loads(path.read_text())
    day = unwrap(box["passphrase"], "passphrase", passphrase)
    row = next(row for row in box["codes"] if row["id"] == clerk)
    kit = unwrap(row["secret"], f"code {clerk}", code, day)
    box["passphrase"] = wrap(day, "passphrase", passphrase)
    box["codes"] = []
    box["clerks"] = [{"id": clerk, "secret": wrap(kit, f"clerk {clerk}", secret, day)}]
    path.write_text(json.dumps(box))
