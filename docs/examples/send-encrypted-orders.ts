import { createProducer } from '../../consumer';
import { encryptWith } from '../../consumer/encryption';
import { encryption, order } from './order-encryption';

export const producer = createProducer({ schema: order, encryption: encryptWith(encryption) });
