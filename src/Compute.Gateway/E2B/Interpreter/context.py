"""Runs pieces of code one after the other in one namespace, and tells what they did.

A request is a line of JSON on the standard input: {"code": ..., "env": {...}}. Answers are lines of JSON (ASCII) on what was the
standard output; code that writes to its standard streams, itself or by programs, is told as events.
"""
import ast
import base64
import builtins
import json
import os
import secrets
import signal
import subprocess
import sys
import textwrap
import threading
import traceback

told = os.fdopen(os.dup(1), "w", encoding="ascii")
asked = os.fdopen(os.dup(0), "r", encoding="utf-8", errors="surrogateescape")
lock = threading.Lock()


def tell(**event):
    with lock:
        told.write(json.dumps(event) + "\n")
        told.flush()


class Stream:
    """What code prints."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name, number):
        self.name, self.number, self.kept = name, number, ""

    def write(self, text):
        self.kept += text
        if "\n" in text or len(self.kept) > 65536:
            self.flush()
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        kept, self.kept = self.kept, ""
        if kept:
            tell(type=self.name, text=kept)

    def isatty(self):
        return False

    def fileno(self):
        return self.number


class Pipe:
    """What programs write that code starts."""

    def __init__(self, name, number):
        self.name, self.number, self.seen = name, number, threading.Event()
        self.mark = secrets.token_bytes(16)
        read, write = os.pipe()
        os.dup2(write, number)
        os.close(write)
        threading.Thread(target=self.follow, args=(read,), daemon=True).start()

    def follow(self, read):
        kept = b""
        while part := os.read(read, 65536):
            kept += part
            if self.mark in kept:
                before, _, after = kept.partition(self.mark)
                self.say(before)
                kept = after
                self.seen.set()
                continue
            if len(part) < 65536 or len(kept) > 1 << 20:
                end = len(kept) - len(self.mark) if any(kept.endswith(self.mark[:n]) for n in range(1, len(self.mark))) else len(kept)
                self.say(kept[:end])
                kept = kept[end:]

    def say(self, data):
        if data:
            tell(type=self.name, text=data.decode("utf-8", "replace"))

    def drain(self):
        self.seen.clear()
        os.write(self.number, self.mark)
        self.seen.wait(5)


FORMS = {
    "html": "_repr_html_", "markdown": "_repr_markdown_", "svg": "_repr_svg_", "png": "_repr_png_", "jpeg": "_repr_jpeg_",
    "pdf": "_repr_pdf_", "latex": "_repr_latex_", "json": "_repr_json_", "javascript": "_repr_javascript_",
}


def show(value, is_main):
    text = repr(value)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    event = {"type": "result", "text": text, "is_main_result": is_main}
    for name, method in FORMS.items():
        write = getattr(type(value), method, None)
        if write is not None:
            try:
                form = write(value)
            except Exception:
                continue
            if isinstance(form, bytes):
                form = base64.b64encode(form).decode("ascii")
            if form is not None:
                event[name] = form
    flush()
    tell(**event)


def flush():
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, Stream):
            stream.flush()


def display(*values):
    for value in values:
        show(value, False)


def system(command):
    flush()
    return subprocess.run(command, shell=True, stdin=subprocess.DEVNULL).returncode


def lines_of(code):
    """A line that begins with ! is for the shell."""
    for line in textwrap.dedent(code).split("\n"):
        bare = line.lstrip()
        yield line[: len(line) - len(bare)] + f"__system__({bare[1:]!r})" if bare.startswith("!") else line


def run(code, space):
    code = textwrap.dedent(code)
    try:
        tree = ast.parse(code, "<code>")
    except SyntaxError:
        code = "\n".join(lines_of(code))
        tree = ast.parse(code, "<code>")
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not code.rstrip().endswith(";"):
        if not (isinstance(tree.body[-1].value, ast.Call) and getattr(tree.body[-1].value.func, "id", "") == "__system__"):
            last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "<code>", "exec"), space)
    if last is not None:
        value = eval(compile(last, "<code>", "eval"), space)
        if value is not None:
            space["_"] = value
            show(value, True)


def main():
    pipes = [Pipe("stdout", 1), Pipe("stderr", 2)]
    sys.stdout, sys.stderr = Stream("stdout", 1), Stream("stderr", 2)
    sys.stdin = open(os.devnull)
    os.dup2(sys.stdin.fileno(), 0)
    builtins.display, builtins.__system__ = display, system
    space = {"__name__": "__main__", "__builtins__": builtins}
    count = 0
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in asked:
        request = json.loads(line)
        count += 1
        before = dict(os.environ)
        os.environ.update(request.get("env") or {})
        tell(type="number_of_executions", execution_count=count)
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                run(request["code"], space)
            finally:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
        except BaseException as error:
            text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
            flush()
            for pipe in pipes:
                pipe.drain()
            tell(type="error", name=type(error).__name__, value=str(error), traceback=text)
        flush()
        for pipe in pipes:
            pipe.drain()
        os.environ.clear()
        os.environ.update(before)
        tell(type="end_of_execution")


main()
