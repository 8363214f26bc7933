/** What the browser can say about its login without asking the server. */
export interface LoginHint {
  /** False: nobody is signed in here, so there is nothing to go on with. True: somebody may be. */
  isThere(): boolean;
  /** The server has said that the login is over. */
  forget(): void;
}

/** Set and ended by the API beside the cookie of the refresh token, which no script can see. */
const COOKIE = 'proxie_signed_in';

/** Over the cookies of a document. */
export function createLoginHint(document: { cookie: string }): LoginHint {
  return {
    isThere: () => document.cookie.split('; ').some((pair) => pair.startsWith(`${COOKIE}=`)),
    forget() {
      document.cookie = `${COOKIE}=; Max-Age=0; Path=/; SameSite=Strict`;
    },
  };
}
