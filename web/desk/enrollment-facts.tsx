import { Text } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { findService } from '#domain/catalog.ts';
import { Facts } from '#web/kit/facts.tsx';
import { formatDuration, formatList, formatMoneyRange, plural } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Photo } from '#web/kit/photo.tsx';
import { serviceTitle } from '#web/kit/request-words.ts';
import { When } from '#web/kit/when.tsx';
import { PAGES } from '#web/pages.ts';
import styles from './desk.module.css';
import { hoursOf } from './hours.ts';

type Enrollment = Schema<'Enrollment'>;

/** The services with the numbers of their licenses. */
export function EnrolledServices({ services }: Pick<Enrollment, 'services'>) {
  return (
    <ul className={styles.services}>
      {services.map(({ serviceType, name, description, durationMinutes, price, licenseNumber }) => {
        const known = findService(serviceType);
        return (
          <li key={serviceType} className={styles.service}>
            <Text fw={600}>{name ?? serviceTitle(serviceType)}</Text>
            <Facts
              facts={[
                ['License', licenseNumber ?? (known?.requiresLicense ? 'needed, and not given' : 'not needed')],
                ['Kind', name !== null && serviceTitle(serviceType)],
                ['Price', price && formatMoneyRange(price.min, price.max, price.currency)],
                ['Takes', formatDuration(durationMinutes)],
                ['Description', description],
              ]}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** The photos with the service whose work they show. */
export function EnrolledPhotos({ photos }: Pick<Enrollment, 'photos'>) {
  return (
    <ul className={styles.photos}>
      {photos.map(({ mediaId, serviceType }, index) => (
        <li key={mediaId}>
          <Photo mediaId={mediaId} alt={`Photo ${index + 1}: ${serviceTitle(serviceType)}`} />
          <p className={styles.caption}>{serviceTitle(serviceType)}</p>
        </li>
      ))}
    </ul>
  );
}

/** Who applies, and how they can be reached. */
export function ApplicantFacts({ enrollment }: { enrollment: Enrollment }) {
  const { location, specializations, yearsExperience, applicantId, submittedAt } = enrollment;
  return (
    <Facts
      facts={[
        ['Full name', enrollment.fullName],
        ['Business', enrollment.businessName],
        ['Mail address', enrollment.email],
        ['Phone', enrollment.phone],
        ['Address', enrollment.address],
        ['Works around', location && placeOf(location)],
        ['Experience', yearsExperience !== null && plural(yearsExperience, { one: 'year', other: 'years' })],
        ['Specializations', formatList(specializations.map((each) => each.replaceAll('_', ' ')))],
        ['About', enrollment.bio],
        ['Submitted', submittedAt && <When key="submitted" at={submittedAt} />],
        [
          'Account',
          <PageLink key="account" to={PAGES.deskAccount.path} params={{ accountId: applicantId }}>
            The account of the applicant
          </PageLink>,
        ],
      ]}
    />
  );
}

/** The hours of a week, day by day. */
export function EnrolledHours({ availability }: { availability: NonNullable<Enrollment['availability']> }) {
  return (
    <Facts facts={[...hoursOf(availability.schedule), ['Time zone', availability.timezone.replaceAll('_', ' ')]]} />
  );
}

const placeOf = ({ city, neighborhood, serviceRadiusKm }: NonNullable<Enrollment['location']>): string =>
  `${neighborhood === null ? city : `${neighborhood}, ${city}`}, up to ${serviceRadiusKm} km away`;
