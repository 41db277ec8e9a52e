"""Calls a server with the chat interface of OpenAI and reads its reply as a stream, within a time and a size."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from service.answers.writer import WriterError

MOST_BYTES = 256 * 1024  # of a reply as it comes over the wire
MOST_TOKENS = 400
CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ChatServer:
    """A server at ``url`` (up to and with ``/v1``). ``seconds`` is the wall clock for a whole reply."""

    url: str
    model: str
    key: str
    seconds: float

    def __repr__(self) -> str:
        """The server without its key."""
        return f"ChatServer(url={self.url!r}, model={self.model!r})"

    def reply(self, instructions: str, request: str) -> str:
        """See ``service.answers.writer.Model``."""
        import httpx

        try:
            return self._reply(instructions, request)
        except httpx.TimeoutException as error:
            raise WriterError("too_slow") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise WriterError("unreachable") from error
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise WriterError("no_chat_reply") from error

    def _reply(self, instructions: str, request: str) -> str:
        import httpx

        body = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": request},
            ],
            "temperature": 0,
            "seed": 7,
            "max_tokens": MOST_TOKENS,
            "stream": True,
        }
        deadline = time.monotonic() + self.seconds
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        # No proxy of the environment: a question goes to the server that was named and to no other.
        client = httpx.Client(
            timeout=httpx.Timeout(self.seconds, connect=min(self.seconds, CONNECT_SECONDS)),
            follow_redirects=False,
            trust_env=False,
        )
        with client, client.stream("POST", f"{self.url}/chat/completions", json=body, headers=headers) as got:
            if got.status_code != httpx.codes.OK:
                raise WriterError(f"status_{got.status_code}")
            return text_of(lines(got.iter_bytes(), deadline))


def lines(chunks: Iterator[bytes], deadline: float) -> Iterator[str]:
    """The lines of a reply as they come.

    Raises:
        WriterError: the deadline has passed, or the reply is larger than any answer.
    """
    size, rest = 0, b""
    for chunk in chunks:
        size += len(chunk)
        if time.monotonic() > deadline:
            raise WriterError("too_slow")
        if size > MOST_BYTES:
            raise WriterError("too_long")
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode("utf-8").strip() for line in whole)
    yield rest.decode("utf-8").strip()


def text_of(reply: Iterator[str]) -> str:
    """The text of a reply: of a stream of events up to its end, or of one JSON object from a server without streams.

    Raises:
        WriterError: the stream broke off, or there is no text in it.
        ValueError, KeyError, TypeError, IndexError: it is no reply of a chat.
    """
    parts: list[str] = []
    plain: list[str] = []
    for line in reply:
        if not line.startswith("data:"):
            plain += [line] if line and not line.startswith((":", "event:", "id:", "retry:")) else []
            continue
        event = line.removeprefix("data:").strip()
        if event == "[DONE]":
            return _some("".join(parts))
        choice = _choice(json.loads(event))
        parts.append(choice.get("delta", {}).get("content") or "")
        if choice.get("finish_reason"):
            return _some("".join(parts))
    if parts or not plain:
        raise WriterError("broke_off")
    return _some(str(_choice(json.loads("\n".join(plain)))["message"]["content"] or ""))


def _choice(event: dict[str, Any]) -> dict[str, Any]:
    choices = event["choices"]
    return choices[0] if choices else {}  # the last event of some servers only tells what was used


def _some(text: str) -> str:
    if not text.strip():
        raise WriterError("empty")
    return text
