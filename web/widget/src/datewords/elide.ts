// What two dates share is said once: "5 to 7 March 2025".
import type { Fields, Single } from "../edtf";
import type { Language } from "../language";
import type { Form } from "./form";

/** Forms that leave out of one date what the other says too: the year, the month, or the day of two clock times. */
export function shared(l: Language, from: Single, to: Single): [Form, Form] {
  if (from.year === null || to.year === null || from.unstated || to.unstated || from.partly || to.partly) return [{}, {}];
  return sharedFields(l, from as Fields, to as Fields, from.qualifier !== "");
}

/**
 * The same for calendar fields. A qualifier before a day without its month
 * would seem to be the other day's too.
 */
export function sharedFields(l: Language, from: Fields, to: Fields, qualified: boolean): [Form, Form] {
  if (from.year !== to.year) return [{}, {}];
  if (isTime(from) && isTime(to)) {
    if (from.month !== to.month || from.day !== to.day || from.time!.zone !== to.time!.zone) return [{}, {}];
    return [{ zoneless: true }, { dayless: true }];
  }
  if (from.time || to.time || !from.month || !to.month || !from.day !== !to.day) return [{}, {}];
  // A country's way of writing a day is not taken apart.
  const month = from.day && from.month === to.month && !qualified && !l.regional;
  const form: Form = month ? { monthless: true } : { yearless: true };
  return l.dates.elide === "from" ? [form, {}] : [{}, form];
}

const isTime = ({ time }: Fields): boolean => time !== undefined && time.unit !== "hour";
