import { isKnownWord } from './spelling.ts';
import type { Token } from './tokens.ts';

/** Small and telling words of other languages, without accents and without those that are English too. */
const FOREIGN = {
  german:
    'ich brauche einen eine einem einer ein der das den dem und nicht fur mit morgen heute bitte mochte wie viel kostet ' +
    'wohnung friseur friseurin haarschnitt haare putzfrau reinigung klempner elektriker fotograf fotografin suche uhr ' +
    'nachste woche wir mein meine ist sind auf nach zum zur jemand kann gibt es hallo danke sofort',
  spanish:
    'necesito una unos el los las para por con manana hoy quiero busco fontanero plomero peluquero peluqueria limpieza ' +
    'fotografo fotografa electricista corte pelo favor cuanto donde mi casa en y hola gracias esta semana urgente alguien',
  french:
    "je j'ai besoin d'un d'une une le les des du pour avec demain aujourd'hui cherche coiffeur coiffeuse plombier menage " +
    "photographe electricien s'il vous plait bonjour combien cette semaine mon ma et est en chez moi l'appartement merci quelqu'un",
  italian:
    'mi serve il lo gli per con domani oggi vorrei cerco idraulico parrucchiere pulizie fotografo elettricista perde ' +
    'rubinetto quanto ho bisogno di una mia mio casa ciao grazie questo questa settimana',
  portuguese:
    'preciso uma um para com amanha hoje quero faxineira encanador eletricista cabelo obrigado procuro limpeza meu minha ' +
    'por favor ola esta semana quanto alguem em',
  dutch:
    'ik heb een het nodig voor met vandaag kapper loodgieter zoek wil graag van mijn schoonmaak deze week iemand hoeveel hallo',
  polish:
    'potrzebuje jutro dzis dzisiaj hydraulika fryzjera prosze chce szukam sprzatanie fotografa elektryka moje jest na w z i',
  turkish: 'bir istiyorum lazim yarin bugun kuafor tesisatci icin ve temizlik elektrikci fotografci bana evim',
  nordic: 'jag behover imorgon idag och ett frisor jeg trenger trenger brug for rorlegger elektriker vil gerne har en',
} as const;
const WORDS: ReadonlyArray<ReadonlySet<string>> = Object.values(FOREIGN).map((words) => new Set(words.split(' ')));
const ENGLISH_TOO = new Set(['an', 'for', 'me', 'mon', 'my', 'no', 'so', 'on', 'in', 'at', 'i', 'hi']);
const NOT_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/** True when a text is written in another language than English, as far as its script and its small words show. */
export function isForeign(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => kind === 'word');
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const strange = words.reduce((sum, { text }) => sum + (NOT_LATIN.test(text) ? text.length : 0), 0);
  if (strange * 2 > letters) return true;
  const most = Math.max(
    0,
    ...WORDS.map((list) => words.filter(({ word }) => list.has(word) && !ENGLISH_TOO.has(word)).length),
  );
  const english = words.filter(
    ({ word }) => isKnownWord(word) && !WORDS.some((list) => list.has(word) && !ENGLISH_TOO.has(word)),
  );
  return most > english.length && (most >= 2 || english.length === 0);
}
