"""Sends events with Segment's own library: ADDRESS KEY COUNT PREFIX gzip|plain."""
import sys
import segment.analytics as analytics

address, key, count, prefix, packing = sys.argv[1:6]
failures = []
analytics.write_key = key
analytics.host = address
analytics.gzip = packing == "gzip"
analytics.on_error = lambda error, items: failures.append(str(error))
for number in range(int(count)):
    analytics.track("K-python", f"{prefix}-{number}", {"number": number, "price": 0.1})
analytics.identify("K-python", {"name": "Py"})
analytics.page("K-python", name=f"{prefix}-page", properties={"url": "https://shop.example/"})
analytics.flush()
analytics.shutdown()
print("failures", failures)
sys.exit(1 if failures else 0)
