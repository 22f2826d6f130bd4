/** Why a build whose base was rolled back is not gone on with, after "it is failed, and". */
export function ruleOfBase(base: number): string {
  return `it was made from build ${base}, which was rolled back: begin a new build`;
}
