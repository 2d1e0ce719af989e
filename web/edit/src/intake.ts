import { type DeviceWords, readDeviceWords } from "./devicewords";
import { keep, readPasted, sayOfText } from "./pasted";
import { canKeep, type Shelf } from "./shelf";
import { fill } from "./words";

/**
 * Offers to keep the text of an article on this device alone. What is then sent has no
 * word of it but what is filled in beside it: its length and its digest stand for it.
 */
export function enhanceIntake(form: HTMLFormElement, shelf: Shelf): void {
  const choice = form.querySelector<HTMLElement>("[data-device]");
  const box = choice?.querySelector<HTMLInputElement>("input");
  const without = form.querySelector<HTMLElement>("[data-without]");
  if (!choice || !box || !without) return;
  const words = readDeviceWords(form);
  if (!canKeep()) {
    without.textContent = words.unable;
    return;
  }
  without.hidden = true;
  choice.hidden = false;
  let busy = false;
  form.addEventListener("submit", (event) => {
    if (!box.checked) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    void send(form, shelf, words).finally(() => {
      busy = false;
    });
  });
}

async function send(form: HTMLFormElement, shelf: Shelf, words: DeviceWords): Promise<void> {
  sayOfText(form, "");
  const found = await readPasted(form, words);
  if (!found) return;
  const had = (await shelf.get(found.sha256)) !== null;
  if (!(await keep(shelf, found, form, words))) return; // first, so that it cannot be lost
  const body = new FormData(form);
  body.delete("text");
  body.delete("file");
  body.set("length", String(found.length));
  body.set("sha256", found.sha256);
  let answer: Response;
  try {
    answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json, text/html;q=0.9" }, body });
  } catch {
    return sayOfText(form, words.unsent);
  }
  if (answer.ok) {
    const { href } = (await answer.json()) as { href: string };
    location.assign(href);
    return;
  }
  if (!had) await shelf.remove(found.sha256); // nothing names it
  if (answer.status === 401) return sayOfText(form, words.signed_out);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.status === 422) return takeFaults(form, page);
  sayOfText(form, fill(words.refused, { why: page.querySelector("h1")?.textContent?.trim() ?? answer.status }));
}

/** Shows what is wrong as the server's page does, beside what is typed here. */
function takeFaults(form: HTMLFormElement, page: Document): void {
  for (const place of form.querySelectorAll<HTMLElement>(".fault[id]")) {
    place.textContent = page.getElementById(place.id)?.textContent ?? "";
  }
  for (const field of form.querySelectorAll<HTMLElement>("input[id], textarea[id]")) {
    field.toggleAttribute("aria-invalid", false);
    if (page.getElementById(field.id)?.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
  }
  document.querySelector(".mistake")?.remove();
  const mistake = page.querySelector<HTMLElement>(".mistake");
  if (!mistake) return;
  form.parentElement?.prepend(document.importNode(mistake, true));
  document.querySelector<HTMLElement>(".mistake a")?.focus();
}
