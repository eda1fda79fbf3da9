"""An S3-compatible server (moto) on a free port, with one empty bucket, all in memory.

Argument: the name of the bucket. Prints `listening PORT`. Ends with status 3 when a package is
missing.
"""

import sys
import threading
import urllib.request

try:
    from moto.server import ThreadedMotoServer
except ImportError:
    sys.exit(3)

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
port = server.get_host_and_port()[1]
request = urllib.request.Request(f"http://127.0.0.1:{port}/{sys.argv[1]}", method="PUT")
urllib.request.urlopen(request).read()
print("listening", port, flush=True)
threading.Event().wait()
