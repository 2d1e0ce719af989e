import type { Words } from "./words";

/** What POST /edit/media answers. */
interface Uploaded {
  url: string;
  thumbnail: string;
  type: string;
  width: number;
  height: number;
}

/**
 * Uploads a picture as soon as its file is chosen, and fills in its row: address, size
 * and kind, which are saved as if somebody had typed them. Without scripts the file is
 * sent with the form. What is no picture is said beside the field.
 */
export function enhancePictures(main: HTMLElement, words: Words): void {
  main.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.matches("input[data-picture]") && input.files?.[0]) void upload(input, input.files[0], words);
  });
}

async function upload(input: HTMLInputElement, file: File, words: Words): Promise<void> {
  const form = input.form;
  const fault = document.getElementById(`${input.name}-fault`);
  const said = document.getElementById(`${input.name}-shown`);
  if (!form?.dataset.pictures) return;
  fault?.replaceChildren();
  input.removeAttribute("aria-invalid");
  if (said) said.textContent = words.uploading;
  const body = new FormData();
  body.append("picture", file);
  try {
    const answer = await fetch(form.dataset.pictures, { method: "POST", headers: { Accept: "application/json" }, body });
    if (!answer.ok) {
      const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string };
      throw new Error(problem.detail ?? problem.title ?? String(answer.status));
    }
    const made = (await answer.json()) as Uploaded;
    const row = input.name.replace(/-file$/, "");
    let url: Element | null = null;
    for (const [name, value] of Object.entries({ url: made.url, thumbnail: made.thumbnail, type: made.type, width: made.width, height: made.height })) {
      const field = form.elements.namedItem(`${row}-${name}`);
      if (!(field instanceof HTMLInputElement)) continue;
      field.value = String(value);
      if (name === "url") url = field;
    }
    if (said) said.textContent = words.uploaded;
    url?.dispatchEvent(new Event("input", { bubbles: true }));
  } catch (error) {
    if (said) said.textContent = "";
    input.setAttribute("aria-invalid", "true");
    if (fault) {
      const why = document.createElement("span");
      why.textContent = error instanceof TypeError ? words.no_upload : (error as Error).message;
      fault.replaceChildren(why);
    }
  } finally {
    input.value = ""; // it is here now, and is not sent once more with the form
  }
}
