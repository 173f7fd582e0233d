"""Takes webhooks and prints each once: `python webhook_receiver.py PORT SECRET`.

A message counts when its signature is right and its id is new; a repeat is answered with 204 as well, so that it is not sent
again.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

PORT, SECRET = int(sys.argv[1]), sys.argv[2]
seen: set[str] = set()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            Webhook(SECRET).verify(body, dict(self.headers))
        except (WebhookVerificationError, ValueError):  # ValueError: the header is no signature at all
            self.send_response(400)
        else:
            if self.headers["webhook-id"] not in seen:
                seen.add(self.headers["webhook-id"])
                print(json.loads(body)["type"], flush=True)
            self.send_response(204)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Nothing of the server's own."""


HTTPServer(("127.0.0.1", PORT), Receiver).serve_forever()
