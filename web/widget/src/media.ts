// Pictures of an event, and links to its films and sounds. The page that the
// element stands in decides by its policy whether a picture may come: where it
// does not, caption and link are left.
import { html, nothing, type TemplateResult } from "lit";
import type { Language } from "./language";
import type { Media, TimelineEvent } from "./records";

const steepest = 8; // as pages have it: a strip of one pixel's height would not be seen

export const mediaView = (e: TimelineEvent, l: Language): TemplateResult[] | undefined => e.media?.map((m) => oneView(m, l));

function oneView(m: Media, l: Language): TemplateResult {
  const type = m.type ?? "";
  const src = [/^image\//.test(type) ? m.url : "", /^(image|video|audio)\//.test(type) ? m.thumbnail : ""].find(secure);
  return html`<figure class="media" part="media">${src ? picture(m, src) : nothing}<figcaption><a href=${/^https?:/.test(m.url) ? m.url : nothing} rel="noopener nofollow" dir="auto">${
    m.caption || (!src && m.alt) || l.text("media")
  }</a>${m.credit ? html` <bdi class="media__credit">${m.credit}</bdi>` : nothing}</figcaption></figure>`;
}

function picture(m: Media, src: string): TemplateResult {
  const { width, height } = m;
  const sized = width && height && width <= steepest * height && height <= steepest * width;
  return html`<p class="media__pic ${sized ? "" : "media__pic--box"}"><img loading="lazy" referrerpolicy="no-referrer" alt=${m.alt ?? ""} width=${sized ? width : nothing} height=${sized ? height : nothing} src=${src} @error=${gone}></p>`;
}

/** Takes the room of a picture away that did not come; its words stay. */
function gone(event: Event): void {
  (event.target as HTMLElement).parentElement!.hidden = true;
}

/** Over TLS, from a host that is named without a password. */
const secure = (address?: string): boolean => /^https:\/\/[^/@]+\//.test(address ?? "");
