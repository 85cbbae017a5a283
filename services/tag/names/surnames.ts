/** Chinese (and a few Korean) names in Latin letters: which part is the family name. */

const SURNAMES = new Set(
  (
    'ai an bai bao bi bian cai cao cen chai chan chang chao chau chen cheng cheung chi chiang chiu chou chow chu cui dai deng ding dong du duan ' +
    'fan fang fei feng fong fu fung gan gao ge geng gong gu guan guo han hao he hong hou hsieh hsu hu hua huang hui huo ji jia jian jiang ' +
    'jiao jin jing ju kang ke kong kuang kwok lai lam lan lau lee lei leung li lian liang liao lim lin ling liu lo long lou lu luk luo lv ma mao mei ' +
    'meng mi miao mo mou mu ng ni nie ning niu ou ouyang pan pang pei peng pi ping pu qi qian qiao qin qiu qu quan rao ren rong ruan shan shang ' +
    'shao shen sheng shi shu shum sima situ song su sui sun tai tan tang tao teng tian tong tsai tsang tse tu wan wang wei wen weng wong wu xi xia xian ' +
    'xiang xiao xie xin xing xiong xu xue yan yang yao ye yeung yi yin ying yip you yu yuan yue yuen yun zang zeng zha zhai zhan zhang ' +
    'zhao zhen zheng zhong zhou zhu zhuang zhuge zong zou zuo kim park choi jeong yoon'
  ).split(' '),
);

const INITIAL = '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?';
const FINAL =
  '(?:iang|iong|uang|ueng|ang|eng|ong|ian|iao|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v|ü)';
const GIVEN = new RegExp(`^(?:${INITIAL}${FINAL}){1,2}$`, 'i');
/** Korean and older Chinese spellings join two syllables: Jae-myung, Kai-fu. */
const HYPHENATED = /^\p{Lu}\p{Ll}+-\p{L}\p{Ll}+$/u;

/** Whether a full name is written family name first: Ye Kejiang, Lee Jae-myung; not David Chao. */
export function isFamilyFirst(parts: readonly string[]): boolean {
  const [first, second] = parts;
  if (parts.length !== 2 || !SURNAMES.has(first!.toLowerCase())) return false;
  return GIVEN.test(second!) || HYPHENATED.test(second!);
}

/**
 * The family name of a full name in Latin letters.
 *
 * @returns undefined for a single word, which may be either name
 */
export function familyName(fullName: string): string | undefined {
  const parts = fullName.split(/\s+/).filter((part) => !/^(?:jr|sr|ii|iii|iv)\.?$/i.test(part));
  if (parts.length < 2) return undefined;
  return isFamilyFirst(parts) ? parts[0] : parts.at(-1);
}
