// Keeps the list of uploads up to date: the service says that something has changed, and the list is fetched anew.

const place = document.querySelector("[data-uploads]");
const said = document.querySelector("[data-part=said]");
const PAUSE = 400; // milliseconds between two fetches at least
const states = new Map();
let fetching = false, wanted = false, full = false;

const source = new EventSource("/api/v1/uploads/events");
source.addEventListener("upload", (event) => {
  const upload = JSON.parse(event.data);
  const before = states.get(upload.id);
  states.set(upload.id, upload.state);
  if (full && before !== upload.state && said) tell(upload);
  renew();
});
source.addEventListener("removed", (event) => {
  states.delete(JSON.parse(event.data).id);
  renew();
});
addEventListener("pagehide", () => source.close());

async function renew() {
  wanted = true;
  if (fetching) return;
  fetching = true;
  while (wanted) {
    wanted = false;
    try {
      const reply = await fetch(`/uploads/list?most=${place.dataset.uploads}`);
      if (reply.ok) replace(await reply.text());
      full = true;
    } catch {
      // The service is away; the event source asks again by itself.
    }
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  fetching = false;
}

/** Put the new list in place of the old one; the focus stays on the same button where it is still there. */
function replace(html) {
  const focused = document.activeElement?.id;
  const fresh = new DOMParser().parseFromString(html, "text/html");
  place.replaceChildren(...[...fresh.body.childNodes].map((node) => document.importNode(node, true)));
  if (focused) document.getElementById(focused)?.focus();
}

function tell(upload) {
  const words = { done: "is in the library", refused: "was refused", failed: "failed", cancelled: "was cancelled" };
  if (words[upload.state]) said.textContent = `${upload.name} ${words[upload.state]}.`;
}
