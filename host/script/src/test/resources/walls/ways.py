# What the ways out of the walls share.
import os

HERE = os.path.dirname(__file__)
ATTEMPTS = {}


def attempt(function):
    ATTEMPTS[function.__name__] = function
    return function


def text(path):
    with open(path) as file:
        return file.read()


def text_of_ours(path):
    with open(path, "w") as file:
        return file.write("x")
