// Sets. What a one-of set writes with two dots is a moment within bounds, in
// an all-of set it is a period.
import type { Interval, Several, Single } from "../edtf";
import type { Language } from "../language";
import { shared } from "./elide";
import { first, namesDay, last } from "./hull";
import { fromTo, isKnown } from "./interval";
import type { Form } from "./form";
import { fillPhrase, type Phrase, textOf, value } from "./pieces";
import { outermost, single } from "./single";

export function set(l: Language, { kind, members }: Several, form: Form): Phrase {
  const d = l.dates;
  const [a, b] = members;
  if (members.length === 1) return member(l, kind, a!, form);
  if (members.length === 2) {
    const [before, after] = a!.kind === "single" && b!.kind === "single" ? shared(l, a!, b!) : [{}, {}];
    return fillPhrase(kind === "one" ? d.one_of_two : d.all_of_two, { first: member(l, kind, a!, before), last: member(l, kind, b!, after) });
  }
  const texts = members.map((m) => {
    if (m.kind === "interval" && isKnown(m.from) && isKnown(m.to)) return textOf(fromTo(l, d.to, m.from, m.to, {}));
    return textOf(member(l, kind, m, {}));
  });
  const dates = value(l.list(texts, kind === "one" ? "or" : "and"));
  return fillPhrase(kind === "one" ? d.one_of : d.all_of, { dates });
}

function member(l: Language, kind: "one" | "all", m: Single | Interval, form: Form): Phrase {
  const d = l.dates;
  if (m.kind === "single") return single(l, m, form);
  const { from, to } = m;
  const oneOf = kind === "one";
  if (isKnown(from) && isKnown(to)) return fromTo(l, oneOf ? d.between : d.to, from, to, form);
  if (isKnown(from)) {
    const pattern = !oneOf ? d.from : namesDay(from) ? d.on_or_after : d.in_or_after;
    return fillPhrase(pattern, { date: outermost(l, from, { within: true }, first) });
  }
  const end = to as Single;
  const pattern = !oneOf ? d.until : namesDay(end) ? d.on_or_before : d.in_or_before;
  return fillPhrase(pattern, { date: outermost(l, end, { within: true }, last) });
}
