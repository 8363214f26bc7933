/** Stands in for pages that are being written; it is gone before any of this is released. */
export function SoonPage() {
  return null;
}
