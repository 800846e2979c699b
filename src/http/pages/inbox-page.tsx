import type { Notification } from '../../push/notification.ts';
import { displayIri } from '../../resources/display-value.ts';
import { type HubMessage, hubMessage } from './hub-messages.ts';
import { renderPage } from './layout.tsx';
import type { PageContext } from './page-context.ts';
import { displayTime } from './version-messages.ts';

export interface InboxPageProps {
  readonly context: PageContext;
  /** Newest first. */
  readonly notifications: readonly Notification[];
}

/** What the inbox is for, and what is in it. IRIs of notifications are shown, not linked: others wrote them. */
export function renderInboxPage(props: InboxPageProps): string {
  const { context } = props;
  return renderPage({
    context,
    title: hubMessage('inboxTitle', context.language),
    children: <InboxPage {...props} />,
  });
}

function InboxPage({ context, notifications }: InboxPageProps) {
  const { language, site } = context;
  const say = (key: HubMessage) => hubMessage(key, language);
  return (
    <>
      <h1>{say('inboxTitle')}</h1>
      <p class="lead">{say('inboxLead')}</p>
      {notifications.length === 0 ? (
        <p>{say('none')}</p>
      ) : (
        <table class="difference">
          <thead>
            <tr>
              <th scope="col">{say('received')}</th>
              <th scope="col">{say('type')}</th>
              <th scope="col">{say('actor')}</th>
              <th scope="col">{say('object')}</th>
            </tr>
          </thead>
          <tbody>
            {notifications.map((notification) => {
              const time = new Date(notification.received).toISOString();
              return (
                <tr key={notification.id}>
                  <th scope="row">
                    <a href={`${site.path}inbox/${notification.id}`} type="application/ld+json">
                      <time dateTime={time}>{displayTime(time, language)}</time>
                    </a>
                  </th>
                  <td>{notification.type.map(displayIri).join(', ')}</td>
                  <td>
                    {notification.actor ?? '–'}
                    {notification.token === undefined && ` (${say('anonymous')})`}
                  </td>
                  <td>{notification.object ?? '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}
