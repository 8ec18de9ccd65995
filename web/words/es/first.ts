import type { first as en } from '../en/first.ts';
import { rich } from '../rich.ts';

export const first: typeof en = {
  noPlan: 'Empieza con un plan',
  noPlanHow: (path) =>
    rich`Tenax lee el plan de aprendizaje que llevas en Markdown. Pon el tuyo en ${path}; los títulos son temas y las viñetas, lo que has visto y lo que te falta. Puede ser así:`,
  noPlanThen: 'Aparecerá aquí solo en cuanto se guarde el archivo.',
  examplePlan: `# Mi plan de aprendizaje

## En profundidad

### Redes de Pods

**Topics covered:**
- Cómo obtiene un Pod su dirección

**Gaps:**
- Modo IPv6
`,
  noTopics: 'No se encontró ningún tema en tu plan',
  noTopicsHow: (path) =>
    rich`Tenax busca en ${path} títulos con listas de lo que has visto y lo que te falta, o una hoja de ruta. Puede ser así:`,
  noTopicsWhy: (link) =>
    rich`Las líneas que no se entendieron están al final de ${link('la página del plan')}.`,
  noCards: 'Tu plan aún no tiene tarjetas',
  noCardsHow: (link, file) =>
    rich`Lo más rápido es ${link('añadir una laguna')} con una o dos tarjetas. O escribe un mazo a mano, un archivo Markdown junto a ${file}: cada título de nivel 3 pregunta y el texto que le sigue responde.`,
  exampleDeck: `# Redes de Pods
<!-- lang: es -->

## Covered: Cómo obtiene un Pod su dirección

### ¿De dónde sale la IP de un Pod?

De la subred del nodo.
`,
  noCardsDerive: (command) =>
    rich`O ejecuta ${command}: escribe una primera tarjeta, o su borrador, para cada punto de tu plan.`,
};
