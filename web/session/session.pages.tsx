export { ConfirmPage } from './confirm-page.tsx';
export { RegisterPage } from './register-page.tsx';
export { SignInPage } from './sign-in-page.tsx';
export { StartPage } from './start-page.tsx';
