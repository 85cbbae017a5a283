import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';

describe('languageOf', () => {
  it.each([
    ['Nvidia soars', 'en'],
    ['DeepSeek V4', 'en'],
    ['Huawei Ascend 910C', 'en'],
    ['Export controls tighten', 'en'],
    ['US curbs bite', 'en'],
    ['ASML verliert nach neuen Exportregeln Marktanteile in China', 'de'],
    ['Les États-Unis durcissent le contrôle des exportations de puces', 'fr'],
    ['中芯国际', 'zh'],
    ['DeepSeek V4发布', 'zh'],
    ['NVIDIA H20 禁售', 'zh'],
    ['輝達H20遭禁售', 'zh'],
    ['エヌビディア株が下落', 'ja'],
    ['日本政府、半導体の輸出規制を強化へ', 'ja'],
    ['엔비디아 주가 급락', 'ko'],
    ['', 'und'],
    ['1234 …', 'und'],
  ])('%s is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
