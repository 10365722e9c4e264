import email

from . import y


def mail(task_key, *args, **kwargs):
    return y.v if hasattr(email, "message_from_string") else "the real email is hidden"
