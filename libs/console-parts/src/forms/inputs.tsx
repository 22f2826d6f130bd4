import {
  type ChangeEvent,
  type ComponentProps,
  type FormEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { Button } from './button.js';

interface FormProps extends Omit<ComponentProps<'form'>, 'onSubmit'> {
  readonly onSubmit: (form: HTMLFormElement) => void;
}

/** A form that the page itself answers: the browser sends it nowhere. */
export function Form({ onSubmit, ...form }: FormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(event.currentTarget);
  };
  return <form onSubmit={submit} {...form} />;
}

/** What was typed into the field `name`, without spaces at its ends; empty where the form has no such field. */
export function textIn(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value.trim() : '';
}

interface FieldProps {
  readonly label: ReactNode;
  /** Whether the label stands before the input, not above it. */
  readonly inline?: boolean;
  readonly children: ReactNode;
}

/** An input with its label. */
export function Field({ label, inline = false, children }: FieldProps) {
  return (
    <label className={inline ? 'field field--inline' : 'field'}>
      <span>{label}</span>
      {children}
    </label>
  );
}

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'children'>, Omit<FieldProps, 'children'> {
  readonly options: readonly { readonly value: string; readonly text: string; readonly lang?: string }[];
}

/** A choice of one among a few, with its label. */
export function SelectField({ label, inline, options, ...select }: SelectFieldProps) {
  return (
    <Field label={label} inline={inline}>
      <select {...select}>
        {options.map(({ value, text, lang }) => (
          <option key={value} value={value} lang={lang}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

const typingMilliseconds = 200;

/** The value once it stays the same for a moment: for what is asked while somebody types. */
export function useLater<Value>(value: Value): Value {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}

interface FileButtonProps {
  readonly label: string;
  readonly multiple?: boolean;
  /** All files of a folder, each with its path in it. */
  readonly folder?: boolean;
  readonly accept?: string;
  readonly disabled?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Opens the dialog in which files are chosen. */
export function FileButton({ label, folder = false, disabled = false, onFiles, ...input }: FileButtonProps) {
  const dialog = useRef<HTMLInputElement>(null);
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(currentTarget.files ?? [])];
    if (files.length > 0) onFiles(files);
    // The same file may be chosen again.
    currentTarget.value = '';
  };
  return (
    <>
      <Button disabled={disabled} onClick={() => dialog.current?.click()}>
        {label}
      </Button>
      <input
        {...input}
        ref={dialog}
        type="file"
        hidden
        aria-label={label}
        webkitdirectory={folder ? '' : undefined}
        onChange={choose}
      />
    </>
  );
}
