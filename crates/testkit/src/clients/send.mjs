// Sends events with Segment's own library: ADDRESS KEY COUNT PREFIX.
import { createRequire } from "node:module";
const require = createRequire(process.env.SOG_TEST_NODE_MODULES + "/");
const { Analytics } = require("@segment/analytics-node");

const [address, writeKey, count, prefix] = process.argv.slice(2);
const analytics = new Analytics({ writeKey, host: address, flushAt: 15, maxRetries: 10 });
const failures = [];
analytics.on("error", (error) => failures.push(String(error.reason ?? error.code ?? error)));
for (let number = 0; number < Number(count); number += 1) {
  analytics.track({ userId: "K-node", event: `${prefix}-${number}`, properties: { number, price: 0.1 } });
}
analytics.page({ userId: "K-node", name: `${prefix}-page`, properties: { url: "https://shop.example/" } });
await analytics.closeAndFlush({ timeout: 60000 });
console.log("failures", failures);
process.exit(failures.length ? 1 : 0);
