/** How a date is worded where it is a part of something longer. */
export interface Form {
  within?: boolean; // behind a word such as about, between or until
  yearless?: boolean; // the year is known from elsewhere
  monthless?: boolean; // so are month and year
  dayless?: boolean; // the clock time alone
  zoneless?: boolean; // the clock time without its zone
}
