// Sog for a company's own pages:
//   <script src="https://SOG/sog.js" data-key="WRITE KEY" async></script>
// Then sog.track("Product Viewed", {name: "Drill"}), sog.identify("customer number"),
// sog.consent(true). Calls before it is loaded: (window.sog = window.sog || []).push(["track", …]).
//
// Without consent nothing is stored: the visitor's id lives as long as the page. Who says Do Not
// Track or Global Privacy Control sends nothing at all.
(() => {
const me = document.currentScript, set = me.dataset, nav = navigator;
const key = set.key, to = (set.host || new URL(me.src).origin) + "/v1/b";
const off = nav.globalPrivacyControl || [nav.doNotTrack, window.doNotTrack].some((v) => v === "1" || v === "yes");
const uuid = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
// What is stored, once that is allowed: {id, user}. What is there was allowed before.
const NAME = "sog";
const read = () => { try { return JSON.parse(localStorage.getItem(NAME)); } catch { return null; } };
const kept = off ? null : read();
let who = kept || { id: uuid() }, agreed = !!kept;
const keep = () => { try { agreed ? localStorage.setItem(NAME, JSON.stringify(who)) : localStorage.removeItem(NAME); } catch {} };
let queue = [], timer = 0, tries = 0;
const pack = (batch) => JSON.stringify({ writeKey: key, sentAt: new Date(), batch });
const later = (ms) => { timer = timer || setTimeout(flush, ms); };
// Text is sent without the browser asking first.
const flush = async () => {
timer = 0;
const batch = queue.splice(0, 20);
if (!batch.length) return;
let again = true, wait = 0;
try {
const answer = await fetch(to, { method: "POST", body: pack(batch), headers: { "Content-Type": "text/plain" }, keepalive: true, credentials: "omit" });
again = answer.status === 429 || answer.status > 499;
wait = answer.headers.get("Retry-After") * 1000;
} catch {}
tries = again ? tries + 1 : 0;
// The same ids: what arrived after all counts once.
if (again && tries < 9) queue.unshift(...batch);
if (queue.length) later(again ? wait || 1000 * 2 ** Math.min(tries, 6) : 0);
};
const add = (type, more) => {
if (off || !key) return;
queue.length < 500 && queue.push({ type, messageId: uuid(), timestamp: new Date(), anonymousId: who.id, userId: who.user, ...more });
later(500);
};
const sog = {
page: (name, more) => add("page", { name, properties: { url: location.origin + location.pathname, path: location.pathname, title: document.title, referrer: document.referrer.split("?")[0], ...more } }),
track: (event, properties) => add("track", { event, properties }),
identify: (user, traits) => { who.user = String(user); keep(); add("identify", { traits }); },
consent: (yes) => {
if (off) return;
if (agreed && !yes) who = { id: uuid() };
agreed = !!yes;
keep();
},
push: (call) => sog[call[0]](...call.slice(1)),
};
addEventListener("visibilitychange", () => {
if (document.visibilityState !== "hidden" || !queue.length) return;
const batch = queue.slice(0, 60);
// What the browser does not take stays for the next time.
if (nav.sendBeacon(to, pack(batch))) queue = queue.slice(batch.length);
});
const early = window.sog;
window.sog = sog;
Array.isArray(early) && early.forEach(sog.push);
set.page === "no" || sog.page();
})();
