/** The days of the week by their names in `settings.weekdays`, in the order of ISO: Monday, the first, is its day 1. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
