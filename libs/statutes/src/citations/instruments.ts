/** What names of statutes end in, longest first where one ends in another. */
export const statuteEndings = [
  '施行細則',
  '增修條文',
  '條例',
  '通則',
  '規程',
  '規則',
  '細則',
  '辦法',
  '綱要',
  '標準',
  '準則',
  '稅則',
  '要點',
  '憲法',
  '条例',
  '规定',
  '办法',
  '规则',
  '细则',
  '标准',
  '准则',
  '宪法',
  '法',
] as const;

/** Other documents that have articles of their own; a citation after one of these is not one of this statute. */
const otherDocuments = [
  '憲章',
  '公約',
  '條約',
  '協定',
  '協議',
  '協約',
  '議定書',
  '章程',
  '契約',
  '合約',
  '條款',
  '規約',
  '規章',
  '規範',
  '守則',
  '須知',
  '方案',
  '計畫',
  '基準',
  '程序',
  '公報',
  '指令',
  '指引',
  '手冊',
  '注意事項',
  '命令',
  '附件',
  '附表',
  '附錄',
  '公约',
  '条约',
  '协定',
  '章程',
  '合同',
];

const endings = [...statuteEndings, ...otherDocuments];

/** The ending that makes a text the name of a statute or another document with articles. */
export function instrumentEnding(name: string): string | undefined {
  return endings.find((ending) => name.endsWith(ending));
}

/** The ending that makes a text the name of a statute. */
export function statuteEnding(name: string): string | undefined {
  return statuteEndings.find((ending) => name.endsWith(ending));
}
