"""What the Board learnt of some agencies' habits: the mappings folder of the example."""

MAPPINGS = {
    "essex-family-support": '# The service names quadrants in its own way.\n[areas]\n"N. Essex" = "essex-north"\n"Mid Essex" = "essex-mid"\n"South Essex" = "essex-south"\n"West Essex" = "essex-west"\n',
    "essex-police": '# The force writes volumes.\n[headings.dashboard]\n"Volume" = "numerator"\n"Of" = "denominator"\n',
    "east-ambulance": '[headings.dashboard]\n"Referrals" = "numerator"\n',
    "stay-safe-groups": '# The northern group kept its old name.\n[areas]\n"N. East" = "essex-north"\n\n[headings.dashboard]\n"Group" = "area"\n',
}
