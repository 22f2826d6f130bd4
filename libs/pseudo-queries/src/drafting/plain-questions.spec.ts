import { describe, expect, it } from 'vitest';
import { inScriptOf, plainQuestion, questionFault } from './plain-questions.js';

describe('questionFault', () => {
  it.each([
    ['老闆可以直接從我的薪水扣錢當作賠償嗎？', 'zh-Hant'],
    ['出典人要賣典物時，典權人有沒有以相同條件優先買受的權利？', 'zh-Hant'],
    ['業者沒明示條款內容時，該條款能不能拘束消費者？', 'zh-Hant'],
    ['流通證券記入交互計算而債務人不為清償時，得否除去該項目？', 'zh-Hant'],
    ['繼承開始前二年內受贈財產視為所得遺產之規定為何？', 'zh-Hant'],
    ['善意占有人可不可以保有占有物所生的孳息？', 'zh-Hant'],
    ['加入WTO以前完成的外國人著作，現在受保護嗎？', 'zh-Hant'],
    ['日本法上的著作權保護期間多長?', 'zh-Hant'],
    ['老板可以直接从我的工资扣钱吗？', 'zh-Hans'],
    ['May an employer withhold wages?', 'en'],
    ['What does "公開播送" (public broadcast) mean under the Copyright Act?', 'en'],
    ['Darf der Vermieter die Kaution behalten?', 'de'],
    ['Le bailleur peut-il garder le dépôt de garantie ?', 'fr'],
    ['敷金はいつ返してもらえますか？', 'ja'],
    ['보증금을 돌려받을 수 있나요?', 'other'],
  ] as const)('finds nothing wrong with %s', (question, language) => {
    expect(questionFault(question, language)).toBeUndefined();
  });

  it.each([
    ['雇主不得預扣工資。', 'zh-Hant', 'not-a-question'],
    ['', 'zh-Hant', 'not-a-question'],
    ['老板可以直接从我的工资扣钱吗？', 'zh-Hant', 'wrong-language'],
    ['老闆可以直接從我的薪水扣錢嗎？', 'zh-Hans', 'wrong-language'],
    ['May an employer withhold wages?', 'zh-Hant', 'wrong-language'],
    ['老闆可以扣錢嗎？', 'en', 'wrong-language'],
    ['違反本條規定會怎樣？', 'zh-Hant', 'not-self-contained'],
    ['前條所定期間如何計算？', 'zh-Hant', 'not-self-contained'],
    ['前項規定的例外有哪些？', 'zh-Hant', 'not-self-contained'],
    ['前二項的申請應向誰提出？', 'zh-Hant', 'not-self-contained'],
    ['前三條的罰則為何？', 'zh-Hant', 'not-self-contained'],
    ['本法的主管機關是誰？', 'zh-Hant', 'not-self-contained'],
    ['本條例何時施行？', 'zh-Hant', 'not-self-contained'],
    ['违反前款规定会怎样？', 'zh-Hans', 'not-self-contained'],
    ['What is the penalty under this Article?', 'en', 'not-self-contained'],
    ['Who decides under the preceding paragraph?', 'en', 'not-self-contained'],
    ['Welche Strafe droht nach diesem Absatz?', 'de', 'not-self-contained'],
    ['Quelle est la sanction prévue par cet alinéa ?', 'fr', 'not-self-contained'],
    ['前項の罰則は何ですか？', 'ja', 'not-self-contained'],
    ['押金何時返還？', 'ja', 'wrong-language'],
    ['押金何時返還？', 'de', 'wrong-language'],
    [`${'長'.repeat(130)}？`, 'zh-Hant', 'too-long'],
    ['工資\0可以扣嗎？', 'zh-Hant', 'unstorable'],
  ] as const)('finds %s, in %s, %s', (question, language, fault) => {
    expect(questionFault(question, language)).toBe(fault);
  });
});

describe('plainQuestion', () => {
  const question = '押金多久可以拿回來？';

  it.each([
    '1. ',
    '1.',
    '１．',
    '12、',
    '(1) ',
    '（一）',
    '一、',
    '①',
    '- ',
    '* ',
    '• ',
    '1) ',
    'Q1：',
    'Q: ',
    'q1. ',
    'Question 1: ',
    '問題一：',
    '問題 1: ',
    '问题1：',
    '第一題：',
    '第2题 ',
    '問：',
    'Lay: ',
    'legal question 2: ',
    '**1.** ',
    '**Q1：** ',
    '- 1. ',
    '1. Q1：',
    '  ',
  ])('takes off %j', (label) => {
    expect(plainQuestion(label + question)).toBe(question);
  });

  it('takes off bold type', () => {
    expect(plainQuestion(`**${question}**`)).toBe(question);
    expect(plainQuestion(`1. **${question}**`)).toBe(question);
  });

  it.each([
    question,
    '1.5 倍的加班費怎麼算？',
    '2,500元以下的罰金可以分期嗎？',
    '30日內沒有繳租會怎樣？',
    '10:30以後施工可以檢舉嗎？',
    '一、二審法院的管轄如何劃分？',
    '三人以上共同侵權如何負責？',
    '第三人可以代為清償嗎？',
    '第二十四條的加班費如何計算？',
    '問題商品可以退貨嗎？',
    'Questions of fact: who decides?',
    'Legal persons may own land?',
    'A. Smith is who?',
    '1.',
  ])('leaves %j', (text) => {
    expect(plainQuestion(text)).toBe(text);
  });
});

describe('inScriptOf', () => {
  it.each([
    ['房客的押金什么时候能退？', 'zh-Hant', '房客的押金什麼時候能退？'],
    ['房客的押金什麼時候能退？', 'zh-Hans', '房客的押金什么时候能退？'],
    ['房客的押金什麼時候能退？', 'zh-Hant', undefined],
    ['When is the deposit returned?', 'zh-Hant', undefined],
    ['房客的押金什么时候能退？', 'en', undefined],
  ] as const)('makes of %s, in %s, %s', (text, language, expected) => {
    expect(inScriptOf(text, language)).toBe(expected);
  });
});
