/**
 * The nonce of this page, with which the styles that are made at run time pass the page's policy (CSP 3, section 6.7.3).
 * Browsers hide the attribute from selectors, but not the property.
 */
export const pageNonce = document.querySelector<HTMLElement>('script[nonce], link[nonce]')?.nonce ?? '';
