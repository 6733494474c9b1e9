import { ChoiceField } from '../../components/ChoiceField';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import type { PreferencePickerProps } from './schema';

/** A field of a template's form: the name of a preference of the form's cluster. */
export function PreferencePicker(props: PreferencePickerProps) {
  const { formData, onChange } = props;
  const t = useTexts();
  return (
    <ChoiceField
      {...fieldTexts(props, { label: t('choice.preference') })}
      kind="preferences"
      what={t('what.preferences')}
      cluster={clusterOf(props)}
      value={formData}
      onChange={onChange}
    />
  );
}
