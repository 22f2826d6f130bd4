import { Link } from 'wouter';
import { useWords } from '../words/use-words.js';

export function Brand() {
  const { t } = useWords();
  return (
    <Link href="/" className="brand">
      <img src="/favicon.svg" alt="" width="28" height="28" />
      <span>
        <strong>{t('brand.name')}</strong>
        <small>{t('brand.tagline')}</small>
      </span>
    </Link>
  );
}
