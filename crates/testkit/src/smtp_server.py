"""An SMTP server for tests: keeps every mail as a file; some addresses ask for trouble."""

import asyncio
import itertools
import json
import os
import sys

from aiosmtpd.smtp import SMTP

folder = sys.argv[1]
numbers = itertools.count(1)


def wish(address):
    return address.split("@")[0].split(".")[0]


def keep(envelope):
    name = os.path.join(folder, f"{next(numbers):08}")
    with open(name + ".eml", "wb") as file:
        file.write(envelope.original_content)
    # The envelope appears at once and last: who sees it finds a whole mail.
    with open(name + ".part", "w") as file:
        json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos}, file)
    os.rename(name + ".part", name + ".json")


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        match wish(address):
            case "refuse":
                return "550 5.1.1 no such mailbox"
            case "later":
                return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        wishes = {wish(address) for address in envelope.rcpt_tos}
        if "spam" in wishes:
            return "554 5.7.1 refused by content"
        keep(envelope)
        if "vanish" in wishes:
            server.transport.abort()
        if "slow" in wishes:
            await asyncio.sleep(2)
        return "250 2.0.0 queued"


async def main():
    loop = asyncio.get_running_loop()
    make = lambda: SMTP(Handler(), hostname="mail.test", enable_SMTPUTF8=True)
    server = await loop.create_server(make, "127.0.0.1", 0)
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
