import type { DeliveryOrder } from './delivery-order';
import type { Message } from './message';
import { MessageList } from './message-list';

/** Best effort: messages are delivered in the order in which they became visible. */
export class StandardOrder implements DeliveryOrder {
  private readonly visible = new MessageList();

  added(message: Message): void {
    if (message.state === 'visible') this.visible.append(message);
  }

  shown(message: Message): void {
    this.visible.append(message);
  }

  taken(message: Message): void {
    this.visible.remove(message);
  }

  removed(message: Message, was: 'visible' | 'delayed' | 'in-flight'): void {
    if (was === 'visible') this.visible.remove(message);
  }

  next(): Message | undefined {
    return this.visible.head;
  }

  done(): void {}
}
