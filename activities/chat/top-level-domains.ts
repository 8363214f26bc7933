const setOf = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')));

/** Those of countries. */
const COUNTRY =
  /^(?:a[c-gilmoq-uwxz]|b[abd-jmnorstvwyz]|c[acdf-ik-oru-z]|d[ejkmoz]|e[ceghrstu]|f[ijkmor]|g[abd-ilmnp-uwy]|h[kmnrtu]|i[delmnoq-t]|j[emop]|k[eghimnprwyz]|l[abcikr-vy]|m[ac-eghk-z]|n[acefgilopruz]|om|p[ae-hk-nrstwy]|qa|r[eosuw]|s[a-eg-ortuvxyz]|t[cdfghj-ortvwz]|u[agksyz]|v[aceginu]|w[fs]|y[et]|z[amw])$/;

/** Those that begin no sentence, as far as they are usual, or reserved. */
const PLAIN = setOf(
  'com net org edu gov mil int arpa info biz mobi coop aero tel app dev xyz icu vip wiki onion example',
  'cfd sbs cyou gdn lol guru blog website zip mov bid llc',
  'рф рус укр бел срб мкд мон бг ею қаз ком орг ελ ευ հայ გე қаз ישראל קום',
  'भारत भारतम् भारोत संगठन कॉम नेट ভারত বাংলা ভাৰত ਭਾਰਤ ભારત ଭାରତ இந்தியா இலங்கை சிங்கப்பூர் భారత్ ಭಾರತ ഭാരതം ලංකා ລາວ',
  'الاردن الجزائر السعودية السعوديه المغرب اليمن امارات ایران بارت بھارت پاکستان پاكستان تونس سودان سورية سوريا عراق عمان فلسطين',
  'قطر مصر مليسيا موريتانيا البحرين همراه شبكة موقع بازار كوم عرب',
);

/** Those that may: with a capital they begin one ("done.It", "closed.Shop around", "готово.Дети"). */
const WORDS = setOf(
  'am as at be by da de do eh es id in is it la li lu ma me mu my ni no pa se si so su to tv us va vi',
  'name pro asia cat jobs travel museum post page shop store online site space tech club live life work works link click email',
  'cloud host news art fun win loan men party review science stream download racing date faith trade cricket buzz one world today',
  'agency digital media network systems solutions group team zone rest bar best pub ltd inc monster quest gay ink design studio plus',
  'run dog rocks social video chat games game support services service company center expert care beauty salon hair makeup love money',
  'pay finance bank email house homes land city page web test top ren pics photo photos help guide business market cafe food fit',
  'онлайн сайт дети москва католик',
);

/** Those behind which the text goes on without a space. Not those that are everyday words. */
const WITHOUT_SPACE =
  /^(?:中国|中國|公司|香港|台湾|台灣|新加坡|澳門|澳门|网络|網絡|网址|网站|在线|中文网|商城|集团|みんな|コム|ストア|한국|닷컴|닷넷|삼성|ไทย|คอม)/u;

/** Whether the last label of a bare name is that of hosts. All encoded ones are; of the others those that are usual. */
export function isTopLevel(label: string, { isCapitalised }: { isCapitalised: boolean }): boolean {
  const name = label.normalize('NFKC').toLowerCase();
  if (name.startsWith('xn--') || PLAIN.has(name) || WITHOUT_SPACE.test(name)) return true;
  if (WORDS.has(name)) return !isCapitalised;
  return COUNTRY.test(name);
}
